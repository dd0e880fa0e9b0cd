interface O { n: number; t: string }
/** @unsync */
export function f(os: O[]): number { let p: O = { n: 0, t: '' }; outer: for (const o of os) { switch (o.t) { case 'skip': continue outer; case 'a': p = o; case 'b': p.n++; break outer; } } return os.length; }
