import { f } from './tasks.js';
const o = { rest: [] as number[] }; console.log(await f(o, [1, 2, 3]), o.rest.length);
