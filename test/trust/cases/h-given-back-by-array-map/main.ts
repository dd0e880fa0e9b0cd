import { first, rows, tidy } from './tasks.js';
console.log(await first());
await Promise.all([rows, [1]].map((list) => tidy(list)));
console.log(await first());
