import { byValue, how } from './tasks.js';
console.log(await how(byValue));
