import { fill, relabel } from './tasks.js';
const box = { rows: [1], label: '' };
const again = await relabel(box);
again.rows.push(2);
console.log(box.rows.length, again.rows === box.rows, (await fill(box)).all[0] === box);
