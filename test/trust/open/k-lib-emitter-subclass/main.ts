import { hub } from './lib/em.js';
import { f } from './tasks.js';
let c = 0; hub.on('x', () => { c++; }); await f(1); console.log(c);
