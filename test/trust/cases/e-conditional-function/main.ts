import { f } from './tasks.js';
const r = { n: 1 }; console.log(await f(r, true), r.n);
