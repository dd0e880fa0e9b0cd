import { DefaultMap, f } from './tasks.js';
console.log(await f(new DefaultMap()));
