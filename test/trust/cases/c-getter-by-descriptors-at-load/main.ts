import { own } from './state.js';
import { task } from './tasks.js';
console.log((await task(0)) === own());
