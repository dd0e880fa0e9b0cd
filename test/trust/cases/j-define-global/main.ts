import { f } from './tasks.js';
Reflect.set(globalThis, '__V__', 'v1'); console.log(await f(1));
