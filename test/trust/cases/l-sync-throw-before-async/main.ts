import { wrap } from './tasks.js';
console.log(await wrap(-1), await wrap(1));
