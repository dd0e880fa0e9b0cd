import { grid } from './tasks.js';
const g = await grid(2); g[0]![0] = 1; console.log(JSON.stringify(g));
