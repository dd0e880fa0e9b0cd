import * as tasks from './tasks.js';
console.log(await tasks.first());
const table = { tidy: tasks.tidy };
const { tidy } = table;
await tidy(...[tasks.rows] as [number[]]);
console.log(await tasks.first());
