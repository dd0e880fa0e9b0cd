import { start } from './tasks.js';
const log: string[] = []; log.push(await start((s) => { log.push(s); })); await new Promise((d) => setTimeout(d, 100)); console.log(log.join());
