import { pick } from './tasks.js';
console.log(await pick([{ id: 1, w: 1 }, { id: 2, w: 5 }]));
