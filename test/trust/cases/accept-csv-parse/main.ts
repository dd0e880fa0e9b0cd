import { parse } from './tasks.js';
console.log(JSON.stringify(await parse('a,b\n1,"x,y"')));
