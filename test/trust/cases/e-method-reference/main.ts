import { f, log } from './tasks.js';
console.log(await f(['a']), log.lines.length);
