import { f } from './tasks.js';
const b = new ArrayBuffer(4); console.log(await f(b), new Uint8Array(b).join());
