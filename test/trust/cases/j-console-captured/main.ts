import { f } from './tasks.js';
const lines: string[] = []; const { log } = console; console.log = (...a: unknown[]) => { lines.push(a.join(' ')); };
await f(1); await new Promise((d) => setTimeout(d, 100)); console.log = log; console.log(lines.length);
