import { split } from './tasks.js';
console.log((await split({ from: new Date(0), to: new Date(3 * 86_400_000) }, 2)).join());
