import { Circle } from './shapes.js';
import { names } from './tasks.js';
console.log(await names({ shapes: [new Circle(2)] }));
