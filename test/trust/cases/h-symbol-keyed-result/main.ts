import { META, mk } from './tasks.js';
console.log((await mk(1))[META]);
