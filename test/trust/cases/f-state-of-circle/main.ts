import { make, task } from './tasks.js';
const job = await make(1);
job.run(7);
console.log(await task(1));
