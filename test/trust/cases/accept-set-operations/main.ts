import { overlap } from './tasks.js';
console.log((await overlap(new Set(['a', 'b']), new Set(['b']))).join());
