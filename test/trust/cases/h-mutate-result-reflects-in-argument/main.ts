import { big } from './tasks.js';
const ps = [{ n: 1 }, { n: 2 }]; for (const p of await big(ps)) p.n = 0; console.log(JSON.stringify(ps));
