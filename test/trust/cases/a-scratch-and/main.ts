import { length, total } from './tasks.js';
console.log(length({ x: 3, y: 4 }), await total([{ x: 3, y: 4 }, { x: 6, y: 8 }]));
console.log(length({ x: 3, y: 4 }), await total([{ x: -3, y: 4 }, { x: -6, y: 8 }]));
