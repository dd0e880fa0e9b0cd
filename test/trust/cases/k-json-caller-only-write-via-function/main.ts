import { conf } from './load.js';
import { f } from './tasks.js';
conf().a.n = 9; console.log(await f(0));
