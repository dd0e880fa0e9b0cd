import { evens, isEmpty } from './tasks.js';
console.log(isEmpty(await evens([1])));
