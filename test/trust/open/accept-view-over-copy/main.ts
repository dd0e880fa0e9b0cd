import { first } from './tasks.js';
console.log(await first(new Uint8Array([3, 1, 2])));
