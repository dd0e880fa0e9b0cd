import { here, pub } from './tasks.js';
console.log((await pub('')) === here(''));
