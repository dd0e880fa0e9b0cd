import { f, make } from './tasks.js';
console.log(await f(make(3)));
