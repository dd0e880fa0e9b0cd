import { blur } from './tasks.js';
console.log((await blur(new Float32Array([3, 6, 9]), 3)).join());
