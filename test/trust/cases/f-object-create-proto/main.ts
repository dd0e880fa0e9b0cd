import { f } from './tasks.js';
const o = { in: { n: 0 } }; console.log(await f(o), o.in.n);
