import { label } from './tasks.js';
console.log((await label(['a', 'b'])).join());
