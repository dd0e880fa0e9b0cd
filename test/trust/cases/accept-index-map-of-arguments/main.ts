import { depths } from './tasks.js';
console.log(JSON.stringify(await depths([{ id: 'a', deps: ['b'] }, { id: 'b', deps: [] }])));
