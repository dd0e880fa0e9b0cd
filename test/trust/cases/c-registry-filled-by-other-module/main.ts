import './upper.js';
import { fmt } from './tasks.js';
console.log(await fmt('upper', 'a'));
