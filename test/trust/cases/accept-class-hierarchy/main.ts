import { Circ, list, Sq } from './tasks.js';
console.log(await list([new Sq(2), new Circ(1)]));
