import { fire, register } from './tasks.js';
const log: string[] = []; await register((s) => { log.push(s); }); fire(); console.log(log.length);
