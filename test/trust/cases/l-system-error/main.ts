import { f } from './tasks.js';
try { await f('/nope'); } catch (e) { const x = e as NodeJS.ErrnoException; console.log(x.code, x.syscall, x.path, x.errno); }
