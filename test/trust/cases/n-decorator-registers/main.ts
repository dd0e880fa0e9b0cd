import { f, names } from './tasks.js';
names.length = 0; console.log(await f(1));
