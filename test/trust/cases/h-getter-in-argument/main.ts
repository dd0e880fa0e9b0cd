import { twice } from './tasks.js';
const o = { n: 0, get next() { return ++this.n; } }; console.log(await twice(o), o.n);
