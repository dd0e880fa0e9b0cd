import { Bad, count, fail } from './tasks.js';
try { await fail(); } catch (e) { (e as Bad).details.all.push('b'); }
console.log(await count());
