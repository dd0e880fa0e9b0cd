import { add, log, Pair } from './tasks.js';
console.log(await add(new Pair(1, 2)), log.n);
