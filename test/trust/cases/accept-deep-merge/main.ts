import { mergeAll } from './tasks.js';
console.log(JSON.stringify(await mergeAll([{ a: { b: 1 } }, { a: { c: [2] } }])));
