import { change, task } from './tasks.js';
change(1);
console.log(await task(1));
