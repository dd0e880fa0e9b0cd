import { lut, map } from './tasks.js';
for (let i = 0; i < 256; i++) lut[i] = 255 - i;
console.log(await map(new Uint8Array([0, 1])));
