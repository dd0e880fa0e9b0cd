import { sum } from './tasks.js';
console.log(await sum([1, 2, 3]));
