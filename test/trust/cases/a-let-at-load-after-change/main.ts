import { raise, sum } from './tasks.js';
console.log(await sum(1)); raise(); console.log(await sum(1));
