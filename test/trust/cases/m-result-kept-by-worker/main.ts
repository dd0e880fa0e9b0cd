import { render } from './tasks.js';
const a = await render(1); const b = await render(2); console.log(a.length, b.length, b[0]);
