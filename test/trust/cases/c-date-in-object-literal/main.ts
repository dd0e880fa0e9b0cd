import { f, here } from './tasks.js';
await new Promise((d) => setTimeout(d, 30));
console.log((await f(0)) === here(0));
