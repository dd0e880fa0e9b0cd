import { csv } from './tasks.js';
console.log(await csv([{ a: 1, b: 'x' }]));
