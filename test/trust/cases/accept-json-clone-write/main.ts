import { norm } from './tasks.js';
console.log(await norm({ n: 1, kids: [{ n: 2 }] }));
