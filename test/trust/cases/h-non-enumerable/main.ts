import { secret } from './tasks.js';
console.log(await secret(Object.defineProperty({}, 's', { value: 'x', enumerable: false })));
