import { f } from './tasks.js';
try { await f(3); } catch (e) { console.log(JSON.stringify(e), e instanceof Error); }
