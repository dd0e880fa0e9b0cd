import { render } from './tasks.js';
await render(1); const b = await render(2); console.log(b.length, b[0]);
