import { Text } from './tasks.js';
console.log(await Text.similarity('the cat', 'a cat sat'));
