import { run, STOP } from './tasks.js';
try { await run(1); } catch (e) { console.log(e === STOP); }
