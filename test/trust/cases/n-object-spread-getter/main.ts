import { f, log } from './tasks.js';
console.log(await f(2), log.length);
