import { f } from './tasks.js';
try { await f('z'); } catch (e) { console.log((e as Error).message); }
