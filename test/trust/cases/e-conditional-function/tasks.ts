interface R { n: number }
function up(r: R): void { r.n++; }
function noop(_: R): void {}
/** @unsync */
export function f(r: R, go: boolean): number { (go ? up : noop)(r); return r.n; }
