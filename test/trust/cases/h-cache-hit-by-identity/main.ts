import { show } from './tasks.js';
const o = { a: 1 }; await show(o); console.log(await show(o));
