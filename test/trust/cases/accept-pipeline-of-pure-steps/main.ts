import { run } from './tasks.js';
console.log((await run([3, -1, 3, 1])).join());
