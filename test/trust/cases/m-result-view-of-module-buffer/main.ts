import { calc } from './tasks.js';
const a = await calc(1); const b = await calc(2); console.log(a[0], b[0]);
