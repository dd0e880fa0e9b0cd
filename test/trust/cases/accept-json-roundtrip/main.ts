import { bump } from './tasks.js';
console.log(await bump('{"a":{"b":[1]}}'));
