import { add, first, table } from './tasks.js';
console.log(await first());
await add(table);
console.log(await first());
