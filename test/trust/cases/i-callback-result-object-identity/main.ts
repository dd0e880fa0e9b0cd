import { get, run, show } from './tasks.js';
console.log(await run(get), show());
