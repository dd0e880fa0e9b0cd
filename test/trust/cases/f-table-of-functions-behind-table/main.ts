import { table } from './table.js';
import { task } from './tasks.js';
const own = { run: (n: number): number => table.write(n), other: (n: number): number => n };
console.log(own.run(3), await task(1));
