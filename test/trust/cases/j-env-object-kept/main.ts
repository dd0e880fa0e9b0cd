import { f } from './tasks.js';
await f(); process.env['TRUST_K'] = 'v'; console.log(await f());
