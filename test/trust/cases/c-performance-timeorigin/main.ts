import { f, origin } from './tasks.js';
console.log((await f(0)) === origin);
