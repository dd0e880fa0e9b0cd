import { longest } from './tasks.js';
const xs = [['a'], ['b', 'c']]; console.log(xs.indexOf(await longest(xs)));
