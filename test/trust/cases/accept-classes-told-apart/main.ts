import { Circle, Square } from './shapes.js';
import { kinds } from './tasks.js';
console.log(await kinds([new Circle(1), new Square(2)]));
