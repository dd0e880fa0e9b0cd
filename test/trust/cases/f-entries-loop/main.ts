import { f } from './tasks.js';
const o = { a: { n: 1 }, b: { n: 1 } }; console.log(await f(o), o.b.n);
