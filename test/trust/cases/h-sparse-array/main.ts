import { f } from './tasks.js';
const x: number[] = []; x[3] = 1; console.log(await f(x));
