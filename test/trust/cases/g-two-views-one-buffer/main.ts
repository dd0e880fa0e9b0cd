import { f } from './tasks.js';
const buf = new ArrayBuffer(8); const a = new Uint8Array(buf); const b = new Uint8Array(buf); console.log(await f(a, b));
