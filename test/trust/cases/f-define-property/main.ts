import { f, o } from './tasks.js';
Object.defineProperty(o, 'v', { value: 9 }); console.log(await f(0));
