import { firstOver } from './tasks.js';
console.log(await firstOver(50));
