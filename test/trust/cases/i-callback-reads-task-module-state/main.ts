import { progress, run } from './tasks.js';
const seen: number[] = []; await run(3, () => { seen.push(progress.done); }); console.log(seen.join());
