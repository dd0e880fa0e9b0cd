import { every2 } from './tasks.js';
console.log((await every2([{ n: 1 }, { n: 2 }])).join());
