import { shared, Store } from './store.js';
import { sum } from './tasks.js';
new Store(shared).first().n = 50; console.log(await sum(0));
