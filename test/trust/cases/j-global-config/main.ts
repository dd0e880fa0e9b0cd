import { f, type G } from './tasks.js';
(globalThis as G).rate = 5; console.log(await f(2));
