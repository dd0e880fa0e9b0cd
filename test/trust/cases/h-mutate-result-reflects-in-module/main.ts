import { conf, show } from './tasks.js';
(await conf()).n = 9; console.log(show());
