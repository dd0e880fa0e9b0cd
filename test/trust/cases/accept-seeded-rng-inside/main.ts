import { shuffle } from './tasks.js';
console.log((await shuffle([1, 2, 3, 4], 7)).join());
