import { here } from './tasks.js';
console.log(await here(1));
