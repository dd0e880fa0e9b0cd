import { f } from './tasks.js';
const o = { id: 3, in: { n: 0 }, tags: [] as string[] }; console.log(await f(o), o.in.n, o.tags.length);
