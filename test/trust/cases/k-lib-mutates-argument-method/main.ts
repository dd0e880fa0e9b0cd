import { f } from './tasks.js';
const xs = [2, 1]; console.log(await f(xs), xs.join());
