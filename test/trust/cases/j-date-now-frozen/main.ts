import { stamp } from './tasks.js';
Object.assign(Date, { now: () => 42 }); console.log(await stamp('t'));
