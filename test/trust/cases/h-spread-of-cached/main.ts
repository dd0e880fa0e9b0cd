import { find, hits } from './tasks.js';
const one = await find('a');
one.hits.push('z');
console.log(await hits('a'));
