import { allOthers, untilOne } from './tasks.js';

const rows = [{ n: 1 }, { n: 3 }, { n: 2 }];
console.log(await untilOne(rows), await allOthers(rows), rows);
