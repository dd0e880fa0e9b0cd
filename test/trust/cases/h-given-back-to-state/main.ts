import { first, rows, sortInPlace } from './tasks.js';
console.log(await first());
await sortInPlace(rows);
console.log(await first());
