import { f, headers } from './tasks.js';
headers.set('b', '2'); console.log(await f('b'));
