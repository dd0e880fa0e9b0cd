import { first, rows } from './tasks.js';
import { sortAll } from './other.js';
console.log(await first());
await sortAll({ lists: [rows] });
console.log(await first());
