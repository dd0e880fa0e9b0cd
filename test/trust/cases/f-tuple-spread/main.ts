import { f } from './tasks.js';
const b = { n: 1 }; console.log(await f({ n: 0 }, b), b.n);
