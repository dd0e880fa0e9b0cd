import { valid } from './tasks.js';
console.log(await valid([{ name: 'a' }, { name: 1 }]));
