import { order } from './tasks.js';
console.log((await order({ a: ['b'], b: ['c'], c: [] })).join());
try { await order({ a: ['a'] }); } catch (e) { console.log((e as Error).message); }
