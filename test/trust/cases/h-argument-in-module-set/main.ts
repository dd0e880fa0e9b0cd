import { isKnown, known } from './tasks.js';
console.log(await isKnown(known[1]!));
