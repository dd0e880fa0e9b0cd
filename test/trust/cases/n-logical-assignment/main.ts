import { f } from './tasks.js';
const o: { a?: number[]; b: number } = { b: 1 }; console.log(await f(o), JSON.stringify(o));
