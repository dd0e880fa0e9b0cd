import { fresh, mark } from './tasks.js';
const a = {}; mark(a); console.log(await fresh([a, {}]));
