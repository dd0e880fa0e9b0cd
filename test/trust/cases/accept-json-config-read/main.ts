import { apply } from './tasks.js';
console.log((await apply(['ab', 'b', 'c'])).join());
