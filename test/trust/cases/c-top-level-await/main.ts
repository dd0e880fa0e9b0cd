import { f, token } from './tasks.js';
console.log((await f(0)) === token);
