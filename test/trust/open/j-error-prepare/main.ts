import { stackLines } from './tasks.js';
Error.stackTraceLimit = 0; console.log(await stackLines(1));
