import { f, here } from './tasks.js';
console.log((await f(0)) === here(0));
