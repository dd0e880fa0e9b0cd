import { f } from './tasks.js';
await f(3); console.log((globalThis as { last?: number }).last);
