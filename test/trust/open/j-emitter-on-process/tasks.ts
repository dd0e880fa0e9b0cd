/** @unsync */
export function f(n: number): number { process.emit('warning', new Error('w' + n)); return n; }
