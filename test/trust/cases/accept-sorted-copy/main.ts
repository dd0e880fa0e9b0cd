import { ranked } from './tasks.js';
console.log((await ranked([{ id: 'a', n: 1 }, { id: 'b', n: 0 }])).join());
