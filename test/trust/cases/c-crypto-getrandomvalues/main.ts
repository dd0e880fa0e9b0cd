import { here, sign } from './tasks.js';
console.log((await sign('')) === here(''));
