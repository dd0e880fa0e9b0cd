import { f } from './tasks.js';
let c = 0; const w = process.stdout.write; process.stdout.write = (() => { c++; return true; }) as typeof w; await f(1); await new Promise((d) => setTimeout(d, 100)); process.stdout.write = w; console.log(c);
