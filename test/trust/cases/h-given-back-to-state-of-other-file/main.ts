import { first, rows } from './tasks.js';
import { sortInPlace } from './other.js';
console.log(await first());
await sortInPlace(rows);
console.log(await first());
