import { list, sum } from './tasks.js';
list.push({ n: 10 }); list[0]!.n = 2; console.log(await sum(0));
