import { task } from './tasks.js';
const error = await Promise.resolve().then(() => task(1)).then(() => undefined, (e: any) => e);
console.log(typeof error.late, error.late?.());
