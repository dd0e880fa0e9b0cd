import { total } from './tasks.js';
const o = { n: 1 }; console.log(await total(o, () => { o.n = 9; }));
