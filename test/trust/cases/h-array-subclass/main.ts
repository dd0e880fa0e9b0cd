import { f, Stack } from './tasks.js';
console.log(await f(Stack.from([1, 2]) as Stack));
