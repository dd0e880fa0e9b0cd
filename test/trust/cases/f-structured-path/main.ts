import { f } from './tasks.js';
const s = { a: { b: [{ c: 1 }] } }; console.log(await f(s), s.a.b[0]!.c);
