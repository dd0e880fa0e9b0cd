declare global { interface Array<T> { last(): T | undefined } }
Array.prototype.last = function () { return this[this.length - 1]; };
/** @unsync */
export function f(xs: number[]): number { return xs.last() ?? -1; }
