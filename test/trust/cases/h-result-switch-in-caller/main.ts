import { HIGH, level, LOW } from './tasks.js';
const v = await level(5); switch (v) { case LOW: console.log('is low'); break; case HIGH: console.log('is high'); break; default: console.log('neither'); }
