import { parts } from './tasks.js';
console.log(await parts(4, [[0, 1], [1, 0], [2, 3]]));
