import { f } from './tasks.js';
const b = Buffer.from([1, 2]); console.log(await f(b), b.toString('hex'));
