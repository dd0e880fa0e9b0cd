import { f } from './tasks.js';
console.log(await f(2)); await new Promise((d) => setTimeout(d, 100));
