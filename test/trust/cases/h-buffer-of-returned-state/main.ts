import { get, look } from './tasks.js';
const got = (await get()).bytes;
new Uint8Array(got.buffer)[0] = 6;
console.log(await look());
