import { batches, each } from './tasks.js';
const got: number[][] = []; const seen: string[] = [];
await batches([1, 2, 3], 2, (rows) => { got.push(rows); }, (p) => { seen.push(`${p.done}/${p.of} ${p.last}`); });
const all: unknown[] = []; await each(2, (r) => { all.push(r); });
console.log(JSON.stringify(got), seen.join(), JSON.stringify(all));
