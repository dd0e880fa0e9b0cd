import { f } from './tasks.js';
const b = [[{ n: 0 }]]; console.log(await f([], b), b[0]![0]!.n);
