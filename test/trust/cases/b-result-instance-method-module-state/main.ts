import { longest, setUnit } from './tasks.js';
setUnit('ft'); console.log((await longest([1, 3])).show());
