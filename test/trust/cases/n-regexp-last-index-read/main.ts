import { next } from './store.js';
import { total } from './tasks.js';
next(1); console.log(await total(1));
