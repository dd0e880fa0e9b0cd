import { makeClock } from './clock.js';
import { took } from './tasks.js';
console.log(await took(makeClock()));
