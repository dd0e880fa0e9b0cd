import { f } from './tasks.js';
await f(2); console.log('after');
