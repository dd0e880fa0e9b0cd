import { run } from './tasks.js';
console.log(await run(async (x) => { x.n = 6; }));
