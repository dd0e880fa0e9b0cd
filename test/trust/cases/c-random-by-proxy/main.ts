import { read } from './state.js';
import { task } from './tasks.js';
console.log((await task(1)) === read(1));
