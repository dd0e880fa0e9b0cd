import { first, rows, tidy } from './tasks.js';
console.log(await first());
await tidy.call(undefined, rows);
await tidy.apply(undefined, [rows]);
console.log(await first());
