import { A, price } from './tasks.js';
console.log(await price(A));
