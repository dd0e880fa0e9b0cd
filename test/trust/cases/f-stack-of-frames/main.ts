import { f } from './tasks.js';
const t = { v: 0, l: { v: 0 } }; console.log(await f(t), t.l.v);
