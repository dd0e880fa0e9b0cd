import { work } from './tasks.js';
const seen: number[] = []; const s = await work(4, (d) => { seen.push(d); }); console.log(s, seen.join());
