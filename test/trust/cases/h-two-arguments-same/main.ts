import { same } from './tasks.js';
const a = {}; console.log(await same(a, [{}, a]));
