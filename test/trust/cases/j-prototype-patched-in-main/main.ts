import { f } from './tasks.js';
Array.prototype.join = function () { return 'patched'; }; console.log(await f([1]));
