import { withUtm } from './tasks.js';
console.log((await withUtm(['http://a/?x=1#y'], { s: 'n' })).join());
