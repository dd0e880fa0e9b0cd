import { paths } from './tasks.js';
console.log((await paths({ name: 'a', kids: [{ name: 'b', kids: [{ name: 'c' }] }] })).join());
