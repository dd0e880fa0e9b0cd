import { total, Vec } from './tasks.js';
const v = await total([new Vec(1, 2), new Vec(2, 2)]); console.log(v.len, v instanceof Vec);
