import { twice } from './tasks.js';
const pair = await twice({ n: 1 });
console.log(pair[0] === pair[1]);
