import { task } from './tasks.js';
const given = { k: new Uint8Array([3, 1, 2, 0]) };
console.log(await task(given), given);
