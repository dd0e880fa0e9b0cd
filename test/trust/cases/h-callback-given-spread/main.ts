import { run, walk } from './tasks.js';
const box = { rows: [1] };
const kept: number[][] = [];
console.log(await run(box, (b) => { kept.push(b.rows); }), kept[0]!.length, box.rows.length);
console.log(await walk(box, (b) => { b.rows.push(7); }), box.rows.length);
