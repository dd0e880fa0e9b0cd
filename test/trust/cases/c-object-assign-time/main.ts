import { f, here } from './tasks.js';
await new Promise((d) => setTimeout(d, 20)); console.log((await f('at')) === here('at'));
