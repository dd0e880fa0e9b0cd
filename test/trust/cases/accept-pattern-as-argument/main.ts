import { all, count } from './tasks.js';
const digits = /\d+/g;
console.log((await all(digits, 'a1b22')).join(), await count(/^a/, ['ab', 'ba']), 'x1'.replace(/\d/, ''));
