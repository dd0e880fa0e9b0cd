import { run } from './tasks.js';
const l: string[] = []; await run((s) => { l.push('a' + s); }, (s) => { l.push('b' + s); }); console.log(l.join());
