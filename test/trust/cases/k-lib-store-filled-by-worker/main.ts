import { store } from './shared.js';
import { f } from './tasks.js';
console.log(await f('a'), await f('b'), store.size());
