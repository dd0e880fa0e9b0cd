import { caesar } from './tasks.js';
console.log(await caesar('abz', 1));
