import { on, run } from './tasks.js';
on('dbl', (n) => n * 2); console.log(await run('dbl', 4));
