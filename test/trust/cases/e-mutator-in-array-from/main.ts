import { f } from './tasks.js';
const rs = [{ n: 1 }]; console.log(await f(rs), rs[0]!.n);
