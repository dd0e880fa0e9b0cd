import { conf, f } from './tasks.js';
Object.assign(conf, JSON.parse('{"a":7,"list":[1,2]}')); console.log(await f(0));
