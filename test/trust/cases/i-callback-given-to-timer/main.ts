import { go } from './tasks.js';
let n = 0; n += await go(1, () => { n += 10; }); await new Promise((d) => setTimeout(d, 100)); console.log(n);
