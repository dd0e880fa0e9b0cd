import { prefixes } from './tasks.js';
console.log((await prefixes(['a', 'ab', 'b'], 'abc')).join());
