import { f } from './tasks.js';
const os: { n: number; seen?: boolean }[] = [{ n: 2 }, { n: 0 }]; console.log(await f(os), os[0]!.seen);
