import { dir, f } from './tasks.js';
console.log((await f('x')) === dir + '/x');
