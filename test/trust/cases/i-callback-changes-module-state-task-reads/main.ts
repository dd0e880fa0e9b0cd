import { pay, setBonus } from './tasks.js';
console.log(await pay(1, () => setBonus(10)));
