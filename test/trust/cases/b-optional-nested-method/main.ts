import { first, Item, setTax } from './tasks.js';
setTax(5); console.log(await first({ lines: [{ item: new Item(1) }] }));
