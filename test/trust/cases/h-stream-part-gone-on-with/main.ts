import { each } from './tasks.js';
for await (const one of each(3)) { one.all.push('y'); console.log(one.all.length); }
