import { f } from './tasks.js';
const o = { n: 1 }; console.log(await f(o), o.n);
