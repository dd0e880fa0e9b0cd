import { f } from './tasks.js';
await f('x'); console.log(process.env['TRUST_J']);
