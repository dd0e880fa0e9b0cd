import { chosen, f } from './tasks.js';
console.log((await f('')) === chosen);
