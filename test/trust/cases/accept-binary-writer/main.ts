import { encode } from './tasks.js';
console.log((await encode([1, 258])).join());
