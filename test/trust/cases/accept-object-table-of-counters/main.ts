import { tally } from './tasks.js';
console.log(await tally([{ who: 'a', w: 2 }, { who: 'a', w: 1 }]));
