import { write } from './state.js';
import { task } from './tasks.js';
console.log(write(1), await task(1), write(2), await task(2));
