import { f } from './tasks.js';
const b = { n: 1 }; console.log(await f([], b), b.n);
