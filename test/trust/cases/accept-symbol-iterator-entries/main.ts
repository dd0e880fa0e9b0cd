import { zip } from './tasks.js';
console.log(await zip([1, 2], ['a']));
