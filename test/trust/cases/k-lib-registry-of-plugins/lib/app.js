export function create() { const fs = []; const app = { use(_, f) { fs.push(f); return app; }, run: (s) => fs.reduce((a, f) => f(a), s) }; return app; }
