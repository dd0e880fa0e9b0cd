import { bus, f } from './tasks.js';
let c = 0; bus.on('x', () => { c++; }); await f(1); console.log(c);
