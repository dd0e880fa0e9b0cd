import { first } from './tasks.js';
console.log((await first(5)).join());
