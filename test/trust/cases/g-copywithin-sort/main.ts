import { median } from './tasks.js';
const xs = new Float64Array([3, 1, 2]); console.log(await median(xs), xs.join());
