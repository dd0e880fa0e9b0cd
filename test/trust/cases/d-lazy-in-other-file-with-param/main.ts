import { conf } from './conf.js';
import { hi } from './tasks.js';
conf('de'); console.log(await hi('x'));
