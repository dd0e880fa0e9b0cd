import { f, f64 } from './tasks.js';
f64[0] = 1; console.log(await f(7), await f(6));
