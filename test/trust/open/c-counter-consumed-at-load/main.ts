import { mine } from './other.js';
import { f } from './tasks.js';
console.log(mine, await f(1));
