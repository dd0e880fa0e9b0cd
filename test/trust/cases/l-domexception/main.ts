import { f } from './tasks.js';
try { await f(1); } catch (e) { console.log((e as Error).name, e instanceof DOMException, (e as DOMException).code); }
