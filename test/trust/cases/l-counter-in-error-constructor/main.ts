import { Counted, count, f } from './tasks.js';
new Counted('x'); try { await f(1); } catch (e) { console.log((e as Counted).no, count()); }
