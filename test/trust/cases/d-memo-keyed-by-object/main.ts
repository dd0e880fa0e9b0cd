import { cached, total } from './tasks.js';
const o = { a: 1 }; console.log(await total([o]), cached(o));
