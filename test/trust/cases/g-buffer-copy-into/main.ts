import { f } from './tasks.js';
const b = Buffer.alloc(4); console.log(await f(Buffer.from([9, 8]), b), b.toString('hex'));
