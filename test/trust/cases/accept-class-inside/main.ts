import { sorted } from './tasks.js';
console.log((await sorted([3, 1, 2])).join());
