import { isRaw } from './tasks.js';
console.log(await isRaw({ [Symbol.for('raw')]: true }));
