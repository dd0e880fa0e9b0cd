import { f } from './tasks.js';
const xs = [[1], [2]]; console.log(await f(xs), JSON.stringify(xs));
