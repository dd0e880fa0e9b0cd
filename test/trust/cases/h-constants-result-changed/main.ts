import { get, use } from './tasks.js';
(await get()).n = 5; console.log(await use());
