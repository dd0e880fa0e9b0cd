import { path } from './tasks.js';
console.log(await path(), await path({ sep: '-' }, 'a', 'b'));
