import { mk } from './tasks.js';
const r = await mk(2); r.n = 5; console.log(r.twice);
