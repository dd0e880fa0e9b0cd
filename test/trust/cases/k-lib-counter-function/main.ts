import { uid } from './lib/uid.js';
import { f } from './tasks.js';
uid(); uid(); console.log(await f('x'));
