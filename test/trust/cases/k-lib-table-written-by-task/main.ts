import { types } from './lib/mime.js';
import { reg } from './tasks.js';
await reg('foo'); console.log(types.size);
