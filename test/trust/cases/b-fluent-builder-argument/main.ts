import { build, Q } from './tasks.js';
const q = new Q(); console.log(await build(q), q.parts.length);
