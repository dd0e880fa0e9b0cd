import { count, get } from './tasks.js';
const mine = await get();
mine.list.push(2);
console.log(await count());
