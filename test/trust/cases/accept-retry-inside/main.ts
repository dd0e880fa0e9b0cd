import { retry } from './tasks.js';
console.log(await retry(3));
