import { steps } from './tasks.js';
const seen: number[] = []; console.log(await steps(3, (i) => { seen.push(i); }), seen.join());
