import { f, here } from './tasks.js';
console.log((await f(1)) === here(1));
