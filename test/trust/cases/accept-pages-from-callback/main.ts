import { all } from './tasks.js';
const data = [[3, 1], [2]];
console.log((await all(async (at) => ({ rows: [...data[at]!], next: at + 1 < data.length ? at + 1 : -1 }))).join());
