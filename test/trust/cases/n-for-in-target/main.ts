import { f } from './tasks.js';
const o = { k: '' }; console.log(await f(o), o.k);
