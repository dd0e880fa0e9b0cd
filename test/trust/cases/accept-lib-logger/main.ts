import { log } from './shared.js';
import { f } from './tasks.js';
log.info('start'); console.log(await f(3));
