import { run } from './tasks.js';
console.log(await run({ n: 1, onItem: (x) => { x.n = 50; } }));
