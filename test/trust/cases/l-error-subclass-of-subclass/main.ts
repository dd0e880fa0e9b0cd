import { A, B, f } from './tasks.js';
try { await f(1); } catch (e) { console.log(e instanceof A, e instanceof B, (e as B).label); }
