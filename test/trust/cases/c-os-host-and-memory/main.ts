import { f, free } from './tasks.js';
await new Promise((d) => setTimeout(d, 1200));
console.log((await f(0)) === free);
