import { price, setRate } from './tasks.js';
const first = price(1);
setRate(2);
console.log(await first, await price(1));
