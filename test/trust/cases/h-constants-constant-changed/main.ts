import { f, ROOT } from './tasks.js';
console.log(await f(ROOT.next), ROOT.next.n);
console.log(await f(ROOT.next), ROOT.next.n);
