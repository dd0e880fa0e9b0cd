import { f, o } from './tasks.js';
Object.setPrototypeOf(o, { w: 7 }); console.log(await f(0));
