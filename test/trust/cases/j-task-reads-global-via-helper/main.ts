import './tenant.js';
import { f } from './tasks.js';
globalThis.tenant = 'acme'; console.log(await f('@'));
