import { run } from './tasks.js';
const got: number[][] = []; await run(4, (rows) => { got.push(rows); }); console.log(JSON.stringify(got));
