import { look, make } from './tasks.js';
console.log(Number(await make(1)), await look(1));
