import { run } from './tasks.js';
const o = { n: 1, add(k: number) { this.n += k; } }; try { console.log(await run(o), o.n); } catch (e) { console.log('err'); throw e; }
