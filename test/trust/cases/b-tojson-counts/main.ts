import { count, Doc, ser } from './tasks.js';
console.log(await ser([new Doc('a'), new Doc('b')]), count());
