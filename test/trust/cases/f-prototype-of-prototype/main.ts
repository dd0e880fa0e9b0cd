import { look, make, go } from './tasks.js';
const r = await make(2); r.go();
console.log(await look(1));
