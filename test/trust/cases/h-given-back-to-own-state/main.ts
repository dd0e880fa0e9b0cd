import { first, list } from './tasks.js';
console.log(await first());
await list.sort();
console.log(await first());
