import { f, get } from './tasks.js';
get().k = 7; console.log(await f(2));
