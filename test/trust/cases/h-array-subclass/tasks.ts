export class Stack extends Array<number> { top(): number { return this[this.length - 1]!; } }
/** @unsync */
export function f(s: Stack): number { return s.top(); }
