import { instanceId } from './lib/id.js';
import { f } from './tasks.js';
console.log((await f('')) === instanceId);
