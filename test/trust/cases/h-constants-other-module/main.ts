import { Level } from './level.js';
import { NONE } from './none.js';
import { level } from './tasks.js';
console.log((await level(2)) === Level.high, (await level(0)) === Level.low, (await level(5)) === NONE);
