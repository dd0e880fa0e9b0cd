import { P, sum } from './tasks.js';
const p = new P('ab'); console.log(await sum([p]), p.cached);
