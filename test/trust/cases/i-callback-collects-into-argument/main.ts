import { fill } from './tasks.js';
const out: number[] = []; console.log(await fill(3, out, (k) => { out.push(k); }), out.length);
