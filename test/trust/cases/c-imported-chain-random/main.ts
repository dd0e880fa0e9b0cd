import { salt } from './salt.js';
import { hash } from './tasks.js';
console.log((await hash('x')) === salt + 'x');
