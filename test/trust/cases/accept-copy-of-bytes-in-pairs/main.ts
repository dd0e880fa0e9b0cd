import { task } from './tasks.js';
const pairs: [string, Uint8Array][] = [['a', new Uint8Array([1, 2])]];
console.log(await task(pairs), pairs[0]![1][0]);
