import { first, rows, tidy } from './tasks.js';
console.log(await first());
const sorted = tidy.bind(undefined, rows);
await sorted();
console.log(await first());
