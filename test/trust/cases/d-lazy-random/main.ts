import { f, nodeId } from './tasks.js';
console.log((await f('')) === nodeId());
