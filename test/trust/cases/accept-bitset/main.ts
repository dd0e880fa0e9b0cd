import { sieve } from './tasks.js';
console.log((await sieve(20)).join());
