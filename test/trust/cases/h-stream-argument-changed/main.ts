import { each } from './tasks.js';
const items: { tags: string[]; n?: number }[] = [{ tags: ['a'] }, { tags: ['b'] }];
for await (const one of each(items)) (one as { n?: number }).n = 1;
console.log(JSON.stringify(items));
