import { f, lazy } from './tasks.js';
lazy.big[0] = 99; console.log(await f(0));
