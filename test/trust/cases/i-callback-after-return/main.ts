import { later } from './tasks.js';
const log: string[] = []; log.push(await later((s) => { log.push(s); })); await new Promise((d) => setTimeout(d, 200)); console.log(log.join());
