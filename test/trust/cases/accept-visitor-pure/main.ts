import { print } from './tasks.js';
console.log(await print({ k: '+', l: { k: 'n', v: 1 }, r: { k: '-', e: { k: 'n', v: 2 } } }));
