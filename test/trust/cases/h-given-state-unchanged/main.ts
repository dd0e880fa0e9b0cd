import { first, rows, sum } from './tasks.js';
import { sorted } from './other.js';
console.log(await first(), await sum(rows), (await sorted(rows)).join());
