import { again } from './state.js';
import { task } from './tasks.js';
console.log(again(3), await task(0));
