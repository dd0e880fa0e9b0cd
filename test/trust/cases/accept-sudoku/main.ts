import { solve } from './tasks.js';
console.log((await solve([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4])).join(''));
