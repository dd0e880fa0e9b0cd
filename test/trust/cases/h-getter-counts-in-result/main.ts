import { ids } from './tasks.js';
const it = await ids(4); console.log(it.next, it.next);
