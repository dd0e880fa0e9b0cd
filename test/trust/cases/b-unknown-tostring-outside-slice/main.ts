import { L } from './l.js';
import { join } from './tasks.js';
console.log(await join([new L(1)]));
