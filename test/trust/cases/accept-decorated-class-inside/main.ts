import { area } from './tasks.js';
console.log(await area(2, 3), await area(-2, 3));
