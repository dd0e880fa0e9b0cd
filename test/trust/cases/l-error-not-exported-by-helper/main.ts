import { isHidden } from './db.js';
import { run } from './tasks.js';
try { await run(2); } catch (e) { console.log(isHidden(e)); }
