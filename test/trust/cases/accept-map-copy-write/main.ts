import { merged } from './tasks.js';
console.log(JSON.stringify([...(await merged(new Map([['a', 1]]), new Map([['a', 2], ['b', 3]])))]));
