import { Item, value } from './tasks.js';
console.log(await value(new Item(3)));
