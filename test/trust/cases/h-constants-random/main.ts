import { f, g, ME } from './tasks.js';
console.log(await f(ME), (await g()) === ME);
