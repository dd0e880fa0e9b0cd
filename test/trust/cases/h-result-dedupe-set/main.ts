import { snap } from './tasks.js';
console.log(new Set([await snap({ x: 0 }), await snap({ x: 0.5 })]).size);
