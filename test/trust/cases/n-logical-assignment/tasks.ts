/** @unsync */
export function f(o: { a?: number[]; b: number }): number { o.a ??= []; o.b &&= 2; return o.a.length; }
