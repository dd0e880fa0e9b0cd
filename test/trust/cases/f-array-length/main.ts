import { f, queue } from './tasks.js';
queue.length = 0; console.log(await f(0));
