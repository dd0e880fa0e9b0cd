import { LateError } from './errors.js';
import { run } from './tasks.js';
try { await run(2); } catch (e) { console.log(e instanceof LateError && e.isLate); }
