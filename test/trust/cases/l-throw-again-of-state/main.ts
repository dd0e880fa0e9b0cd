import { count, stop } from './tasks.js';
for (const n of [1, 3, 4]) try { console.log(await count(n)); } catch (error) { console.log(error === stop); }
