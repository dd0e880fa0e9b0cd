import { unit } from './tasks.js';
const us = await Promise.all([1, 2].map((n) => unit(n))); console.log(us[0] === us[1], new Set(us).size);
