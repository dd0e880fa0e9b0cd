import { f, reads } from './tasks.js';
console.log(await f(1), reads.n);
