interface O { n: number }
function pick(k: string): (o: O) => void { switch (k) { case 'a': return (o) => { o.n = 1; }; default: return (o) => { o.n = 2; }; } }
/** @unsync */
export function f(o: O): number { pick('z')(o); return 1; }
