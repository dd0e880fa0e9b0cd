import { NotFound } from './errs.js';
import { f } from './tasks.js';
try { await f(3); } catch (e) { console.log(e instanceof NotFound, (e as NotFound).id); }
