import { f } from './tasks.js';
const o = { a: [{ b: 1 }] }; console.log(await f(o), o.a[0]!.b);
