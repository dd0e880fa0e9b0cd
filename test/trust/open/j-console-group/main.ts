import { f } from './tasks.js';
console.group('g'); await f(1); console.groupEnd();
