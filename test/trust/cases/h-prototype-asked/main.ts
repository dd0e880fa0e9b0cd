import { isOwn, Own } from './tasks.js';
console.log(await isOwn(new Own()));
