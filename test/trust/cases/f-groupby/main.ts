import { f } from './tasks.js';
const xs = [{ k: 'a', n: 1 }]; console.log(await f(xs), xs[0]!.n);
