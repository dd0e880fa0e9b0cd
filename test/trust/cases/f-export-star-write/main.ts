import { all } from './index.js';
import { f } from './tasks.js';
const { state: s } = all; s.n = 4; console.log(await f(2));
