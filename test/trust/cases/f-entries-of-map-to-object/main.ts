import { f } from './tasks.js';
const m = new Map([['a', { n: 0 }]]); console.log(await f(m), m.get('a')!.n);
