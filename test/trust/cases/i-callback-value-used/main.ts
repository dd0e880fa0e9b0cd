import { sum } from './tasks.js';
try { console.log(await sum([1, 2], (x) => x * 2)); } catch (e) { console.log('err'); throw e; }
