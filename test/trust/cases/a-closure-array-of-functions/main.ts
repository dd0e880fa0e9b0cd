import { f, here } from './tasks.js';
here(1); here(1); console.log(await f(1));
