import { raise, sum } from './tasks.js';
console.log(await sum()); raise(); console.log(await sum());
