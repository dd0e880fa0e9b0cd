import { f } from './tasks.js';
process.umask(0o77); console.log(await f());
