import { bounds } from './tasks.js';
console.log(await bounds([{ x: 0, y: 0 }]));
