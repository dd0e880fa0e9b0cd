import { idOf } from './tasks.js';
console.log(await idOf({ [Symbol.for('id')]: 4 }));
