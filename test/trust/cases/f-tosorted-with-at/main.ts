import { f } from './tasks.js';
const os = [{ n: 2 }, { n: 0 }]; console.log(await f(os), os[1]!.n);
