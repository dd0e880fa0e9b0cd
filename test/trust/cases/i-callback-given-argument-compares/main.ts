import { scan } from './tasks.js';
const xs = [{ n: 1 }, { n: 2 }]; let at = -2; await scan(xs, (x) => { if (x.n === 2) at = xs.indexOf(x); }); console.log(at);
