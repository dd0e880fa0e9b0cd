import dc from 'node:diagnostics_channel';
import { f } from './tasks.js';
let c = 0; dc.subscribe('trust', () => { c++; }); await f(1); console.log(c);
