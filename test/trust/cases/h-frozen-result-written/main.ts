import { type Conf, conf } from './tasks.js';
const bump = (c: Conf): string => { try { c.n++; return `now ${c.n}`; } catch { return 'frozen'; } };
console.log(bump(await conf(1)));
