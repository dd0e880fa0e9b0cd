import { FROM, rows } from './tasks.js';
console.log((await rows(2)).map((row) => row[FROM] ?? 'nowhere').join());
