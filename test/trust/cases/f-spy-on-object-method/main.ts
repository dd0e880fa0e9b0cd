import { api, f } from './tasks.js';
const real = api.fetch; api.fetch = (n) => real(n) * 2; console.log(await f(2));
