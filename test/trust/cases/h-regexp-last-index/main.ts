import { next } from './tasks.js';
const re = /\d/g; re.lastIndex = 1; console.log(await next(re, '12'), re.lastIndex);
