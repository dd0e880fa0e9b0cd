import { Doc } from './tasks.js';
const doc = new Doc();
const copy = await doc.snapshot();
copy.parts.push({ n: 2 });
console.log(doc.parts.length, copy.parts === doc.parts);
