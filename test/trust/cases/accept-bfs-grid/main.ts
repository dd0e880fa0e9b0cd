import { steps } from './tasks.js';
console.log(await steps(['..#', '..E'], [0, 0]));
