import { f } from './tasks.js';
(BigInt.prototype as unknown as { toJSON(): string }).toJSON = function () { return String(this); }; console.log(await f({ a: 1n }));
