import { pad } from './lib/pad.js';
import { f } from './tasks.js';
console.log(pad('z', 2), await f(['a', 'b']));
