import { reach } from './tasks.js';
console.log((await reach(new Map([[1, { id: 1, next: [2] }], [2, { id: 2, next: [1] }]]), 1)).join());
