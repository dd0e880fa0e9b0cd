import { als, who } from './tasks.js';
console.log(await als.run('me', () => who('@')));
