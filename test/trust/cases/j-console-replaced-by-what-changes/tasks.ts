const rows = [0];
const real = console.info;
console.info = () => { rows.push(1); };
export const add = () => { console.info('x'); console.info = real; };
/** @unsync */
export function look(n: number): number { return rows.length; }
