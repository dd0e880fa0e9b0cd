import { changes } from './tasks.js';
console.log((await changes({ a: { b: 1 }, c: 2 }, { a: { b: 2 }, c: 2 })).join());
