import logger from './lib/log.js';
import { f } from './tasks.js';
let c = 0; logger.on(() => { c++; }); await f(1); console.log(c);
