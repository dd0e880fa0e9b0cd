import { path } from './tasks.js';
console.log(await path('d'));
