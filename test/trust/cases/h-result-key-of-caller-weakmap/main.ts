import { parse } from './tasks.js';
const r = await parse(['a', 'b', 'a']); console.log(r[0] === r[2], r[0] === r[1]);
