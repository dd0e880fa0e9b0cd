import { digest } from './tasks.js';
console.log(await digest('abc'));
