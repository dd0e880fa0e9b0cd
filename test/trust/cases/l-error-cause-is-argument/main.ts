import { f } from './tasks.js';
const o = { n: 1 }; try { await f(o); } catch (e) { console.log((e as Error).cause === o); }
