import { values } from './tasks.js';
console.log((await values({ v: 1, kids: [{ v: 3 }] })).join());
