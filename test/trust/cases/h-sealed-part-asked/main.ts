import { open } from './tasks.js';
console.log(await open([{ rows: Object.seal([1]) as number[] }, { rows: [2] }]));
