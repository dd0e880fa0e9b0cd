import { cfg } from './cfg.js';
cfg.level = 5;
const { f } = await import('./tasks.js');
console.log(await f(1));
