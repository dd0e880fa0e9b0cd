import { f } from './tasks.js';
const o = { n: 0 }; console.log(await f(o), o.n);
