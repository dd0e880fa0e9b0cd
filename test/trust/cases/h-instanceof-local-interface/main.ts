import { Circle, kinds, Square } from './tasks.js';
console.log(await kinds([new Circle(1), new Square(2), {}]));
