import { f } from './tasks.js';
try { await f(2); } catch (e) { console.log((e as Error).constructor.name, (e as { extra?: number }).extra, (e as Error).message); }
