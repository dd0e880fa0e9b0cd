import { schema } from './shared.js';
import { f } from './tasks.js';
console.log(schema.parse(4), await f(2));
