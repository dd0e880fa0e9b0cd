import { clock } from './lib/clock.js';
import { age } from './tasks.js';
clock.freeze(100); console.log(await age(40));
