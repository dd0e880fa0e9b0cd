import { run } from './tasks.js';
console.log(await run([(x) => { x.sort(); }, (x) => { x.push(9); }]));
