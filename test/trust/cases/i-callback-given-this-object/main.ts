import { go } from './tasks.js';
let last: { steps: number } | undefined; await go(3, (j) => { last ??= j; }); console.log(last?.steps);
