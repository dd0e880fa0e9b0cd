import { f } from './tasks.js';
const o = { tries: 0 }; try { await f(o); } catch { console.log(o.tries); }
