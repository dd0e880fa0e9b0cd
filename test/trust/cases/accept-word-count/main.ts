import { words } from './tasks.js';
console.log(JSON.stringify(await words('a b a')));
