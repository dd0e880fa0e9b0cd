import { A, f } from './tasks.js';
A.prototype.v = () => 10; console.log(await f(0));
