import { report } from './tasks.js';
console.log(await report([{ n: 1 }, { n: 2 }], 10));
