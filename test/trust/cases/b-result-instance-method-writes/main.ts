import { look, make } from './tasks.js';
console.log((await make(1)).add(1), await look(1));
