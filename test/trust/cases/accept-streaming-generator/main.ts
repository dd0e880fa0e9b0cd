import { chunks } from './tasks.js';
const out: number[][] = []; for await (const c of chunks([1, 2, 3], 2) as AsyncIterable<number[]> | Iterable<number[]>) out.push(c); console.log(JSON.stringify(out));
