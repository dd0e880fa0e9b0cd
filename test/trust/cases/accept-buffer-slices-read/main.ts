import { frames } from './tasks.js';
console.log((await frames(new Uint8Array([1, 65, 2, 66, 67]))).join());
