import { f, High, Low } from './tasks.js';
try { await f(1); } catch (e) { const h = e as High; console.log(h instanceof High, h.name, h.cause instanceof Low, (h.cause as Low).code); }
