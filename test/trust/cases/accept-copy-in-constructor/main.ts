import { fold } from './tasks.js';
console.log(await fold([1, 2, 3]));
