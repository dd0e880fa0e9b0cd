import { balanced } from './tasks.js';
console.log(await balanced('(())'), await balanced('(()'));
