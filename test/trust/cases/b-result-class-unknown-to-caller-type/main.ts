import { make } from './tasks.js';
console.log((await make(4)).twice);
