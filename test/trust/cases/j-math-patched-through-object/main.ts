import { f } from './tasks.js';
const M = Math as { round(n: number): number }; M.round = (n) => n * 100; console.log(await f(2));
