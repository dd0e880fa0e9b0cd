import { look, make } from './tasks.js';
let n = 0; for (const x of await make(1)) n += x; console.log(n, await look(1));
