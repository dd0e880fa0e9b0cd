import { calls, f } from './tasks.js';
await f(1); await f(2); console.log(calls());
