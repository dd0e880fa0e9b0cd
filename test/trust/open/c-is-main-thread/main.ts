import { f } from './tasks.js';
console.log(await f('!'));
