import { Bad, f } from './tasks.js';
console.log(await f(new Bad('x')));
