import { cache } from './shared.js';
import { f } from './tasks.js';
cache.set('a', 1).set('b', 2); console.log(await f('a'));
