import { f } from './tasks.js';
await f(); delete process.env['TRUST_D']; console.log(await f());
