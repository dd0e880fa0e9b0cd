import { rows, touch } from './tasks.js';
console.log(await touch(rows), rows.join());
