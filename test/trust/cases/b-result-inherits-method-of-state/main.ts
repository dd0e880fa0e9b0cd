import { count, make } from './tasks.js';
const made = await make(2);
console.log(made.run(1), await count(0));
