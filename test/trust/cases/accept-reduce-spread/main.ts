import { replay } from './tasks.js';
console.log(JSON.stringify(await replay({ items: {}, log: [] }, [{ type: 'add', id: 'a', n: 1 }, { type: 'del', id: 'a' }])));
