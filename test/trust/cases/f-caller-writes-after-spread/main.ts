import { base, f } from './tasks.js';
const mine = { ...base, extra: 1 }; mine.opts.v = 8; console.log(await f(0));
