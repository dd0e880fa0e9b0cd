import { run } from './tasks.js';
try { console.log(await run([1, 2], (x) => { if (x === 2) throw new Error('no'); })); } catch (e) { console.log('rejected'); }
