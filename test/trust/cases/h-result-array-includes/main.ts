import { kindOf, KINDS } from './tasks.js';
console.log(KINDS.indexOf(await kindOf('b')), KINDS.lastIndexOf(await kindOf('a')));
