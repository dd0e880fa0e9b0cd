import { setRate } from './lib/conf.js';
import { f } from './tasks.js';
setRate(4); console.log(await f(2));
