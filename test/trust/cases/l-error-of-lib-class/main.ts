import { HttpError } from './lib/err.js';
import { f } from './tasks.js';
try { await f(404); } catch (e) { console.log(e instanceof HttpError, (e as HttpError).status, (e as { isClient?: boolean }).isClient); }
