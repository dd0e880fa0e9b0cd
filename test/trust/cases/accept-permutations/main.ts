import { perms } from './tasks.js';
console.log((await perms(['a', 'b', 'c'])).join());
