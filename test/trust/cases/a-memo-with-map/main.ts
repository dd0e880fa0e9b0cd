import { len, total } from './tasks.js';
len.put('abc', 100); console.log(await total(['abc', 'd']));
