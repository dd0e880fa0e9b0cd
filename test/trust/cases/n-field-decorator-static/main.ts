import { f, seen } from './tasks.js';
console.log(await f(1), seen.length);
