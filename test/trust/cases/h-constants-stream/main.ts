import { END, NONE, walk } from './tasks.js';
const got: string[] = [];
try { for await (const x of walk([1, NONE, { none: false }])) got.push(x === NONE ? 'NONE' : JSON.stringify(x)); } catch (e) { got.push(String(e === END)); }
console.log(got.join());
