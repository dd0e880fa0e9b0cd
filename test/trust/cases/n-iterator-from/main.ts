import { f } from './tasks.js';
const os = [{ n: 1 }]; console.log(await f(os), os[0]!.n);
