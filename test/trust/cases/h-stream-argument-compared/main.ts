import { each } from './tasks.js';
const items = [{ tags: ['a'] }, { tags: ['b'] }];
for await (const one of each(items)) console.log(items.indexOf(one), items.includes(one), one === items[0]);
