import { db } from './lib/db.js';
import { f } from './tasks.js';
db.put('a', 1); console.log(await f('a'));
