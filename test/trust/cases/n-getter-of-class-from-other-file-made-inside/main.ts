import { stats } from './acc.js';
import { f } from './tasks.js';
console.log(await f(2), stats.reads);
