import { chunks } from './tasks.js';
let sum = 0;
for await (const chunk of chunks([{ n: 1 }, { n: 2 }, { n: 3 }], 2)) { chunk.reverse(); for (const row of chunk) sum += row.n; }
console.log(sum);
