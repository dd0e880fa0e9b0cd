import { codes } from './tasks.js';
console.log(JSON.stringify(await codes('aab')));
