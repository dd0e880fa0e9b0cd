import { big } from './tasks.js';
const ps = [{ n: 1 }, { n: 2 }]; const s = new Set(await big(ps)); console.log(ps.map((p) => s.has(p)).join());
