import { crc32 } from './tasks.js';
console.log(await crc32(new TextEncoder().encode('abc')));
