import { misses } from './tasks.js';
console.log(await misses(['a', 'b', 'a', 'c', 'b']));
