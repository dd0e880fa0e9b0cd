import { parseAll } from './tasks.js';
console.log(JSON.stringify([await parseAll(['1']), await parseAll(['x'])]));
