import { split } from './tasks.js';
const r = await split(10_000); r.all[0] = 9; console.log(r.head[0], r.head.length);
