import { conf, f } from './tasks.js';
import { defaults } from './util.js';
defaults(conf, { a: 5 }); console.log(await f(0));
