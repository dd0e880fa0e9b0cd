import * as conf from './lib/conf.js';
import { f } from './tasks.js';
conf.setRate(4); console.log(await f(2));
