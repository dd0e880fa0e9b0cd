import { stats } from './tasks.js';
console.log(JSON.stringify(await stats([1, 2, 3])));
