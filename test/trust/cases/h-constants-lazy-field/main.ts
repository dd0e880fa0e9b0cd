import { Color, show } from './tasks.js';
console.log(await show(Color.red), Color.red.hex, await show(Color.blue), await show(Color.red));
