import { run } from './tasks.js';
console.log(await run({ rows: [{ n: 1 }], onRow: (r) => { r.n = 9; } }));
