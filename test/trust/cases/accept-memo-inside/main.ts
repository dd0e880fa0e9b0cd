import { fib } from './tasks.js';
console.log(await fib(50));
