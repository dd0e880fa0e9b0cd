import { check } from './tasks.js';
console.log(await check(Object.freeze({ a: 1 })));
