import { f, k } from './tasks.js';
console.log((await f(0)) === k);
