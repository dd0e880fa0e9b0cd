import { f } from './tasks.js';
const xs = [{ n: 1 }, { n: 5 }]; console.log(await f(xs), xs[1]!.n);
