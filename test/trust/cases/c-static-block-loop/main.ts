import { T, f } from './tasks.js';
console.log((await f(1)) === T.xs[1]);
