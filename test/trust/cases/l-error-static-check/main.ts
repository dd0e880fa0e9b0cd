import { Abort, f } from './tasks.js';
try { await f(1); } catch (e) { console.log(e instanceof Abort, (e as Abort).code); }
