import { f } from './tasks.js';
await f('abc'); console.log(process.title);
