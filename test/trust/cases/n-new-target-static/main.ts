import { f, made } from './tasks.js';
console.log(await f(1), made());
