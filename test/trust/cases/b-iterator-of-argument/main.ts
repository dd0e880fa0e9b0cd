import { Bag, list, order } from './tasks.js';
order.desc = true; console.log(await list(new Bag([1, 2])));
