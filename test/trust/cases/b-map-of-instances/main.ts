import { Item, setTax, total } from './tasks.js';
setTax(5); console.log(await total(new Map([['a', new Item(1)]])));
