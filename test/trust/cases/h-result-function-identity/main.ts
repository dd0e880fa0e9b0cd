import { handlers, usesA } from './tasks.js';
console.log(await usesA(handlers.a));
