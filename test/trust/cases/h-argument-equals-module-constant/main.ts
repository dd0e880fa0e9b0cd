import { depth, ROOT } from './tasks.js';
console.log(await depth(ROOT));
