import { boom } from './tasks.js';
try { await boom(1); } catch (e) { console.log(/boom/.test((e as Error).stack!), Object.keys(e as object).join()); }
