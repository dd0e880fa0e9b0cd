import { count, f } from './tasks.js';
console.log(await f(1), count() > 0);
