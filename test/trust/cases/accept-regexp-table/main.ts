import { md } from './tasks.js';
console.log(await md('**a** _b_'));
