import { first, rows } from './tasks.js';
import { longer } from './other.js';
console.log(await first());
const found = await longer(rows, [1]);
found.push(9);
console.log(await first());
