import { row } from './tasks.js';
const a = await row(0); const b = await row(0); console.log(a === b);
