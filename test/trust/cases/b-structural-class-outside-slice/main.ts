import { P } from './l.js';
import { show } from './tasks.js';
console.log(await show([new P(1, 2)]));
