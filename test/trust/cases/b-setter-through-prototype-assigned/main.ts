import { Meter, set, seen } from './tasks.js';
console.log(await set(new Meter(1), 2), seen());
