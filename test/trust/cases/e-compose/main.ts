import { f } from './tasks.js';
const r = { tags: [] as string[] }; console.log(await f(r), r.tags.length);
