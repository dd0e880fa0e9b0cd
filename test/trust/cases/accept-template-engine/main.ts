import { render } from './tasks.js';
console.log((await render('hi {n}', [{ n: 'a' }])).join());
