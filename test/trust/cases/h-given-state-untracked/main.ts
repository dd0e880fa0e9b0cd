import { first, rows, least } from './tasks.js';
console.log(await first(), await least(rows), await first());
