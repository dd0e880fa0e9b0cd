import { f, log } from './tasks.js';
console.log(await f('x'), log.length);
