import { f, session } from './tasks.js';
console.log((await f(0)) === session.id);
