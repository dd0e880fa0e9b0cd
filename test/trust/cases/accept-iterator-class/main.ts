import { squares } from './tasks.js';
console.log(await squares(4));
