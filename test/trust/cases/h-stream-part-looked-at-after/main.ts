import { pages } from './tasks.js';
for await (const page of pages(3)) { page.rows.push(1); console.log(page.all); }
