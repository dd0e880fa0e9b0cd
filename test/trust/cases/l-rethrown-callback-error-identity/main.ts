import { run } from './tasks.js';
const e0 = new Error('mine'); try { await run(async () => { throw e0; }); } catch (e) { console.log(e === e0, (e as Error).message); }
