import { scaled } from './tasks.js';
const o = { pts: [{ x: 1 }] }; console.log(JSON.stringify(await scaled(o, 3)), o.pts[0]!.x);
