import { conf } from './tasks.js';
console.log(Object.isFrozen(await conf(1)));
