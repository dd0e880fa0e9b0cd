/** @unsync */
export function f(n: number): number { process.on('exit', () => console.log('bye')); return n; }
