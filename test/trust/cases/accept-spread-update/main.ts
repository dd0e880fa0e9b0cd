import { moved } from './tasks.js';
console.log(JSON.stringify(await moved({ name: 'a', tags: [], addr: { city: 'x' } }, 'y')));
