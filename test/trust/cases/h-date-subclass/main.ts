import { Day, f } from './tasks.js';
console.log(await f(new Day(0)));
