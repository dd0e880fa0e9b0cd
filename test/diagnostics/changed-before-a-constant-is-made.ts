// What a worker loads again does not see what only this side did before.
const limits = { depth: 1 };
function configure() {
  limits.depth = 2;
}
configure();
const depths = [limits.depth];
/** @unsync */
export function deepest(n: number): number {
  return Math.max(n, ...depths);
}

let level = 1;
export class Raised {
  static readonly level = ++level;
}
const levels = [level];
/** @unsync */
export function highest(n: number): number {
  return Math.max(n, ...levels);
}

let counted = 1;
const before = [counted];
console.log(counted++);
/** @unsync */
export function isFine(n: number): number {
  return Math.max(n, ...before);
}
