import { token } from './tasks.js';
console.log((await token(' a ')).raw);
