import { kind, own } from './tasks.js';
console.log(await kind([{}, [], new Map(), own]));
