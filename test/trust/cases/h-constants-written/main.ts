import { f, ROOT } from './tasks.js';
const alias = [ROOT]; alias[0]!.n = 5;
console.log(await f(ROOT), await f({ n: 1 }));
