import { f } from './tasks.js';
const n = { v: 1, kids: [{ v: 2, kids: [] }] }; console.log(await f(n), n.kids[0]!.v);
