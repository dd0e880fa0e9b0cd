import { here, since } from './tasks.js';
console.log((await since(0)) === here(0));
