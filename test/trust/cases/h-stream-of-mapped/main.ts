import { found } from './tasks.js';
for await (const one of found([{ name: 'a', tags: ['x'] }], 'a')) { one.tags.push('y'); one.name = 'z'; console.log(JSON.stringify(one)); }
