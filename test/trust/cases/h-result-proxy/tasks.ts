/** @unsync */
export function tracked(n: number): { n: number } { return new Proxy({ n }, { get: (t, k) => (k === 'n' ? t.n * 100 : Reflect.get(t, k)) }); }
