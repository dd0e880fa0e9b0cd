import t from './lib/t.js';
import { f } from './tasks.js';
t.locale = 'de'; console.log(await f('x'));
