import { f } from './tasks.js';
const x = { data: new Float64Array(1) }; console.log(await f(x), x.data[0] === 0);
