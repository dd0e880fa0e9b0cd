import { all, make } from './tasks.js';
console.log((await make(2)).length, all.length);
