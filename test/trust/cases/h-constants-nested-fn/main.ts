import { OPS, pick } from './tasks.js';
console.log((await pick(true)) === OPS.add);
