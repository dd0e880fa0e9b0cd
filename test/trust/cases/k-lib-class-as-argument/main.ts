import { Vec } from './lib/vec.js';
import { sum } from './tasks.js';
Vec.unit = 10; try { console.log(await sum([new Vec(1)])); } catch (e) { console.log('threw'); throw e; }
