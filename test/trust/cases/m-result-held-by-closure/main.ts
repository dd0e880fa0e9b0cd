import { make } from './tasks.js';
await make(10_000); console.log((await make(10_000))[0]);
