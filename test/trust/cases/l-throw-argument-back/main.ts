import { f } from './tasks.js';
const j = { id: 1, tries: 0 }; try { await f(j); } catch (e) { (e as { job: typeof j }).job.tries++; } console.log(j.tries);
