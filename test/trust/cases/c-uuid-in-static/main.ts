import { Node1, who } from './tasks.js';
console.log((await who('')) === Node1.id);
