import { first, rows, nothing } from './tasks.js';
console.log(await first());
const run = (task: (list: number[]) => unknown) => task(rows);
const got = (await run(nothing)) as number[];
got[0] = 9;
console.log(await first());
