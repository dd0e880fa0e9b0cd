import { scan } from './tasks.js';
console.log(JSON.stringify(await scan('12 3')));
