import { A, B, hits, sum } from './tasks.js';
console.log(await sum([new A(), new B()]), hits.n);
