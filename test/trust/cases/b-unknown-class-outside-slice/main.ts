import { L } from './l.js';
import { dump } from './tasks.js';
console.log(await dump({ l: new L([1, 2]) }));
