import { nextId, tag } from './tasks.js';
console.log(nextId(), nextId(), await tag('x'));
