import { Color, mix } from './tasks.js';
console.log(await mix(Color.blue));
