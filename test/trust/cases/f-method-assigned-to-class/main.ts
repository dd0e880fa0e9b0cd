import { look, make } from './tasks.js';
const r = await make(2); r.run(1);
console.log(await look(1));
