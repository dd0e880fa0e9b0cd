import { head, NIL } from './tasks.js';
console.log(Object.is(await head([]), NIL));
