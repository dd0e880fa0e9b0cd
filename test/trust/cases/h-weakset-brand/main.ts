import { make, ok } from './tasks.js';
console.log(await ok(make(1)));
