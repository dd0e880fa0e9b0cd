export function chain(xs) { return { each(f) { xs.forEach(f); return this; }, sort: () => xs.sort() }; }
