import { cb, each } from './tasks.js';
console.log(await each([{ n: 1 }], cb));
