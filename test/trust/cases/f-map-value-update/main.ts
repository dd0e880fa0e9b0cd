import { f } from './tasks.js';
const m = new Map([['a', ['z']]]); console.log(await f(m), m.size, m.get('a')!.length);
