import { dijkstra } from './tasks.js';
console.log(JSON.stringify(await dijkstra({ a: { b: 4, c: 1 }, c: { b: 2 }, b: {} }, 'a')));
