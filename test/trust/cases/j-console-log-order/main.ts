import { f } from './tasks.js';
console.log('before'); await f(1); console.log('after');
