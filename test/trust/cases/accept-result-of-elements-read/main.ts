import { big, names } from './tasks.js';
const ps = [{ n: 1, name: 'a' }, { n: 2, name: 'b' }];
const found = await big(ps);
console.log(found.map((p) => p.n).join(), found.length, found[0]?.n === 2, new Set(await names(ps)).has('a'));
const list = [...found, { n: 3, name: 'c' }]; list.sort((a, b) => b.n - a.n); console.log(JSON.stringify(list));
