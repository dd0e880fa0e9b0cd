import { total } from './tasks.js';
const order = Object.defineProperties({ lines: [1, 2] }, { rate: { value: 3, writable: true } });
console.log(await total(order));
