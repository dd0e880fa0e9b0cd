import { Model } from './lib/model.js';
import { f } from './tasks.js';
await f(2); console.log(Model.registry.length);
