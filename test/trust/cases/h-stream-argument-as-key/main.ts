import { each } from './tasks.js';
const items = [{ tags: ['a'] }, { tags: ['b'] }];
const kept = new Map<unknown, number>();
for await (const one of each(items)) kept.set(one, one.tags.length);
console.log(kept.get(items[0]));
