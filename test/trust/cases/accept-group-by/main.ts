import { table } from './tasks.js';
console.log(JSON.stringify(await table([{ team: 'a', pts: 1 }, { team: 'a', pts: 2 }])));
