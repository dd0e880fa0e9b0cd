import { label } from './tasks.js';
console.log(await label({ name: 'a', [Symbol.for('id')]: 4 } as { name: string }));
