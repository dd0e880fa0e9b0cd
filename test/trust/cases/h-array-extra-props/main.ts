import { named } from './tasks.js';
console.log(await named(Object.assign([1], { label: 'L' })));
