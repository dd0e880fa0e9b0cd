/** @unsync */
export function f(o: { xs: number[] }): number { const push = (v: number): void => { [].push.call(o.xs as never, v as never); }; [1, 2].forEach(push); return o.xs.length; }
