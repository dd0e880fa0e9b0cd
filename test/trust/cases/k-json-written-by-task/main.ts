import { hit, hits } from './tasks.js';
await hit(2); console.log(hits());
