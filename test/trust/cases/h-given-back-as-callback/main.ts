import { first, rows, tidy } from './tasks.js';
console.log(await first());
await Promise.all([rows, [1]].map(tidy));
console.log(await first());
