const rows = [0];
Object.assign(globalThis, { bump: () => rows.push(1) });
export const add = () => { (globalThis as any).bump(); };
/** @unsync */
export function look(n: number): number { return rows.length; }
