import { fmt } from './tasks.js';
console.log(await fmt(['a', 'b'], { map: { a: 'A' } }), await fmt(['a', 'b']));
