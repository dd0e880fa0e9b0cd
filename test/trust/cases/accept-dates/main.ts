import { weeks } from './tasks.js';
console.log((await weeks(new Date(0), 3)).join());
