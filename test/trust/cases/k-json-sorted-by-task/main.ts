import { first, here } from './tasks.js';
console.log(await first(), here());
