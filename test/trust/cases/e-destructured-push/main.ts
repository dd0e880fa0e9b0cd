import { f } from './tasks.js';
const o = { xs: [] as number[] }; console.log(await f(o), o.xs.length);
