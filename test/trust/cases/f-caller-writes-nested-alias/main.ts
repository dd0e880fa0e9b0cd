import { conf, f } from './tasks.js';
const c = [conf].map((x) => x.limits); c[0]!.max = 50; console.log(await f(20));
