import { abs } from './tasks.js';
process.chdir('/'); console.log(await abs('x'));
