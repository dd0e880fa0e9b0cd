import { f, lru } from './tasks.js';
lru.set('a', 1); console.log(await f('a'));
