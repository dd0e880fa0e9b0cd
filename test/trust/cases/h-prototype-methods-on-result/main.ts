import { proto } from './tasks.js';
const p = await proto(1) as { hi?: () => string; n: number }; console.log(p.n, p.hi?.());
