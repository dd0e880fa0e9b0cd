import { change } from './tasks.js';
const box = { rows: [1], inner: { all: new Set<string>() } };
console.log(await change(box), box.rows.length, box.inner.all.size);
