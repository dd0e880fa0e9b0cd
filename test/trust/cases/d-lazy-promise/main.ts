import { f, stamp } from './tasks.js';
console.log((await f(0)) === (await stamp()));
