import { next } from './tasks.js';
const word = /[a-z]+/g; const text = 'one two';
word.exec(text); console.log(await next(word, text));
