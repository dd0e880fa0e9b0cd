import { at, noise } from './tasks.js';
console.log((await at(2)) === noise[2]);
