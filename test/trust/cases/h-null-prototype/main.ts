import { proto } from './tasks.js';
console.log(await proto(Object.create(null) as object));
