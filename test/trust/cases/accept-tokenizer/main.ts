import { evaluate } from './tasks.js';
console.log(await evaluate('2*(3+4)-1'));
