import { rpn } from './tasks.js';
console.log(await rpn('2 dup * 3 +'));
