import { pages } from './tasks.js';
for await (const page of pages(2)) { page.rows.push(page.i); page.rows.sort(); console.log(page.rows.join()); }
