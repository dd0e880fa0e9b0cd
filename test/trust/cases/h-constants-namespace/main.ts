import { A, B } from './c.js';
import { f } from './tasks.js';
console.log((await f(A)) === B, (await f(B)) === A);
