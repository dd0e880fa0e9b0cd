import { grey } from './tasks.js';
console.log((await grey(new Uint8ClampedArray([3, 6, 9, 255]))).join());
