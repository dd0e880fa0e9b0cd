import { go } from './tasks.js';
console.log(await go());
