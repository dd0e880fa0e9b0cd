import { f } from './tasks.js';
const b = new Uint8Array(4); console.log(await f('hi', b), b.join());
