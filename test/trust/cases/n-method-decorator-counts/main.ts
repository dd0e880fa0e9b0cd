import { calls, f } from './tasks.js';
console.log(await f(2), calls.n);
