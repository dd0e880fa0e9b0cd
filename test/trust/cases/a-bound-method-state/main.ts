import { add, f } from './tasks.js';
add(10); console.log(await f(1), add(0));
