import { Matrix, power } from './tasks.js';
console.log((await power(new Matrix(2, 2, [1, 1, 1, 0]), 5)).join());
