import { f } from './tasks.js';
let got = 0; process.on('warning', () => { got++; }); await f(1); await new Promise((d) => setTimeout(d, 50)); console.log(got);
