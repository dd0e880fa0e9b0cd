import { bump, f } from './tasks.js';
bump(); console.log(await f(0));
