import { count, get } from './tasks.js';
const mine = await get('x');
mine.rows.push(2);
console.log(await count());
