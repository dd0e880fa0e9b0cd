import { run } from './tasks.js';
const log: string[] = []; await run(1, async () => { await null; log.push('saved'); }); console.log(log.join());
