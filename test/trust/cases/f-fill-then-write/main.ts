import { f } from './tasks.js';
const r = [0]; console.log(await f(r), r[0]);
