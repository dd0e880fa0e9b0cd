import { histogram } from './tasks.js';
console.log((await histogram(new Uint8Array([1, 200, 255]), 4)).join());
