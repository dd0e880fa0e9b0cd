import { Acc, fill } from './tasks.js';
const a = new Acc(); try { console.log(await fill(a, [1, 2]), a.n); } catch (e) { console.log('x'); throw e; }
