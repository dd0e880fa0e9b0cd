import { find } from './tasks.js';
try { console.log(await find([1, 2, 3], (x) => x > 1)); } catch (e) { console.log('err'); throw e; }
