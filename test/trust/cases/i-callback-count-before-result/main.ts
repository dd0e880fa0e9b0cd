import { run } from './tasks.js';
let c = 0; const n = await run(1000, () => { c++; }); console.log(n, c);
