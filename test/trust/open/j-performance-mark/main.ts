import { f } from './tasks.js';
await f(1); console.log(performance.getEntriesByName('t').length);
