export const number = () => ({ parse(x) { if (typeof x !== 'number') throw new TypeError('no number'); return x; } });
