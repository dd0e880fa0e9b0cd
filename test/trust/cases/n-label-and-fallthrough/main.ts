import { f } from './tasks.js';
const os = [{ n: 1, t: 'skip' }, { n: 1, t: 'a' }]; console.log(await f(os), os[1]!.n);
