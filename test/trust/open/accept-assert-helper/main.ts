import { half } from './tasks.js';
console.log(await half(4)); try { await half(3); } catch (e) { console.log((e as Error).message); }
