import { run } from './tasks.js';
console.log(await run({ n: 1, kids: [{ n: 2 }] }, (x) => { x.n = 0; }));
