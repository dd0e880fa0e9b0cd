import { distance } from './tasks.js';
console.log(await distance('kitten', 'sitting'));
