import { slowSum } from './tasks.js';
console.log(await slowSum([1, 2, 3]));
