import { epoch, f } from './tasks.js';
epoch.setTime(500); console.log(await f(1));
