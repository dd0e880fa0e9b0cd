import { each } from './tasks.js';
const items = [{ tags: ['a'] }, { tags: ['b'] }];
for await (const one of each(items)) one.tags.push('new');
console.log(JSON.stringify(items));
