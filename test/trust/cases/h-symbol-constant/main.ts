import { has, NONE } from './tasks.js';
try { console.log(await has([NONE])); } catch (e) { console.log((e as Error).name); throw e; }
