import { f } from './tasks.js';
const x = new Int32Array(1); console.log(await f(x), x[0]);
