import { f } from './tasks.js';
try { await f(3); } catch (e) { const a = e as AggregateError; console.log(a.message, a.errors.map((x) => x instanceof TypeError).join()); }
