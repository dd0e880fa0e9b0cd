import { evolve } from './tasks.js';
console.log(await evolve([[0, 0], [1, 0], [2, 0]], 3));
