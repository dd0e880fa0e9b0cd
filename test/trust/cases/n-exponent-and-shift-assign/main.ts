import { f } from './tasks.js';
const xs = [3, 1, 1]; console.log(await f(xs), xs.join());
