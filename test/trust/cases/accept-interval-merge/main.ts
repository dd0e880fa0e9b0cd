import { merge } from './tasks.js';
console.log(JSON.stringify(await merge([{ from: 3, to: 5 }, { from: 1, to: 4 }])));
