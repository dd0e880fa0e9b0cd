import { f } from './tasks.js';
console.count('k'); await f(1); console.count('k');
