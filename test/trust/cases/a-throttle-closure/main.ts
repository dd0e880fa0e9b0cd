import { gate, pass } from './tasks.js';
gate.hit(); console.log(await pass('a'));
