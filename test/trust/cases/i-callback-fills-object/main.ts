import { walk } from './tasks.js';
console.log(await walk([{ n: 1 }], (x) => { x.n += 10; }));
