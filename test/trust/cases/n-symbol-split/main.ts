import { f, log } from './tasks.js';
console.log(await f('x-y'), log.length);
