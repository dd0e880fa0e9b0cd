import { teams } from './tasks.js';
console.log(JSON.stringify(await teams([{ team: 'r', name: 'a', score: 1 }, { team: 'r', name: 'b', score: 2 }])));
