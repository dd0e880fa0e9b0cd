import { price, setRate } from './tasks.js';
console.log(await Promise.all([price(1), price(2)]));
setRate(2);
console.log(await Promise.all([price(1), price(2), price(3), price(4)]));
