import { got, top } from './tasks.js';
console.log(await top([3, 1, 2]), got());
