import { f } from './tasks.js';
const b = new Uint8Array(64); console.log(await f(b), b.some((x) => x > 0));
