import { held, look, mark } from './tasks.js';
console.log(await look(0), await mark({ x: held }), await look(0));
