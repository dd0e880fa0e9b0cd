import { hot, Temp, uses } from './tasks.js';
console.log((await hot([new Temp(40)])).length, uses.n);
