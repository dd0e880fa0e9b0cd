import { link } from './tasks.js';
const b = {}; console.log(await link({ to: b }, b));
