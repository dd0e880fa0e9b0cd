import { f } from './tasks.js';
console.log(await f([-0, Object(1), undefined, null, 5n, NaN]));
