import { f } from './tasks.js';
const xs = [{ n: 1 }, { n: 2 }]; console.log(await f(xs), xs[0]!.n);
