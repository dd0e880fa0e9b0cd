import { task } from './tasks.js';
console.log(await task(1));
