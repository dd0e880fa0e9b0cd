import { look, own } from './tasks.js';
console.log(await look(1) === own());
