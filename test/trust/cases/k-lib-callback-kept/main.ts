import { f, setup } from './tasks.js';
setup(); console.log(await f('x'));
