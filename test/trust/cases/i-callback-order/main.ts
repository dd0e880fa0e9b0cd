import { work } from './tasks.js';
const log: string[] = []; log.push(await work((s) => { log.push(s); })); console.log(log.join());
