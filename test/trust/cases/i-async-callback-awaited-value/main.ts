import { run } from './tasks.js';
console.log(await run([1, 2], async (x) => x * 10));
