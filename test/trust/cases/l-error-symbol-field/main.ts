import { f, Tagged } from './tasks.js';
try { await f(3); } catch (e) { console.log(Tagged.is(e)); }
