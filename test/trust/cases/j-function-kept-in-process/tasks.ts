const rows = [0];
const add1 = () => { rows.push(1); };
(process as any).hook = add1;
export const add = () => (process as any).hook();
/** @unsync */
export function look(n: number): number { return rows.length; }
