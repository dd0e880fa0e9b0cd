import { work } from './tasks.js';
let last = 0;
console.log(await work(5, (p) => { last = p.done / p.total; }), last);
