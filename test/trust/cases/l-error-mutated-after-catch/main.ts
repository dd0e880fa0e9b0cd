import { f } from './tasks.js';
const o: { e?: Error } = {}; console.log(await f(o), o.e instanceof SyntaxError);
