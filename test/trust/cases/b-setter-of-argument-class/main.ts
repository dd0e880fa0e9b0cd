import { audit, sim } from './tasks.js';
console.log(await sim(4), audit.length);
