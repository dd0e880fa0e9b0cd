import { tracked } from './tasks.js';
try { console.log((await tracked(2)).n); } catch (e) { console.log('err'); throw e; }
