import { f, target } from './tasks.js';
let c = 0; target.addEventListener('x', () => { c++; }); await f(1); console.log(c);
