import { f, Retry } from './tasks.js';
try { await f(1); } catch (e) { console.log(e instanceof Retry && e.again()); }
