import { f } from './tasks.js';
try { console.log(await f([1, 2])); } catch (e) { console.log((e as Error).name); }
