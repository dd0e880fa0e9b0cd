import { change } from './facade.js';
import { f } from './tasks.js';
change(4); console.log(await f(2));
