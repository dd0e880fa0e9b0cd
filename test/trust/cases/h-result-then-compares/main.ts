import { EMPTY, evens } from './tasks.js';
await Promise.resolve(evens([1])).then((r) => console.log(r === EMPTY));
