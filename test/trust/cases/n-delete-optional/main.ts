import { f } from './tasks.js';
const o: { n?: number; in?: { k?: number } } = { in: { k: 1 } }; console.log(await f(o), JSON.stringify(o));
