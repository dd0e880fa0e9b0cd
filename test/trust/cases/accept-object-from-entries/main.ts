import { byId } from './tasks.js';
console.log(JSON.stringify(await byId([{ id: 'a', n: 1 }])));
