import { add, look } from './tasks.js';
add();
console.log(await look(1));
