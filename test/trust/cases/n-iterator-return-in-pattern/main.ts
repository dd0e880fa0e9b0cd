import { ended, first } from './tasks.js';
console.log(await first(1), ended.n);
