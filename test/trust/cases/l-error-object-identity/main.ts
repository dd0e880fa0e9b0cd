import { f, TIMEOUT } from './tasks.js';
try { await f(1); } catch (e) { console.log(e === TIMEOUT); }
