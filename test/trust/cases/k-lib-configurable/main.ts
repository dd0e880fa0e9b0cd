import { configure } from './lib/conf.js';
import { f } from './tasks.js';
configure({ sep: '|' }); console.log(await f(['a', 'b']));
