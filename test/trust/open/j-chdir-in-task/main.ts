import { go } from './tasks.js';
try { console.log(await go('/')); } catch (e) { console.log((e as Error).message); } console.log(process.cwd());
