import { list, pick } from './tasks.js';
console.log(list.indexOf(await pick(1)));
