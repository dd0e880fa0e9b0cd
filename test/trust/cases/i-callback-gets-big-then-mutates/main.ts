import { gen } from './tasks.js';
const rows: number[][] = []; await gen(3, (r) => { rows.push(r); }); console.log(JSON.stringify(rows));
