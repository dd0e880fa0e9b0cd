import { first, rows } from './tasks.js';
import { relabel } from './other.js';
console.log(await first());
const box = await relabel({ rows, label: '' });
box.rows.push(9);
console.log(await first());
