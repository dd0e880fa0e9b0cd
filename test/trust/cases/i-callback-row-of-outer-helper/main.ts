import { each } from './tasks.js';
const rows: { at: number }[] = []; await each(2, (row) => { rows.push(row); }); console.log(rows.map((r) => r.at).join());
