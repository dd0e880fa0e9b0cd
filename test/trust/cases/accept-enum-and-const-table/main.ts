import { Op, run } from './tasks.js';
console.log(await run(Op.Mul, [2, 3]), await run(Op.Add, [99, 3]));
