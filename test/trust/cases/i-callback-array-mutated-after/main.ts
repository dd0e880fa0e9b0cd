import { batch } from './tasks.js';
const got: number[][] = []; await batch([1, 2, 3, 4], (b) => { got.push(b); }); console.log(JSON.stringify(got));
