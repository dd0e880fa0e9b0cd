import { Poly } from './tasks.js';
console.log(await new Poly([1, 0, 1]).at(3));
