import { f, Own } from './tasks.js';
try { await f(1); } catch (e) { console.log(Own.is(e as object)); }
