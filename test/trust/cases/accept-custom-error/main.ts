import { parse, ParseError } from './tasks.js';
try { await parse('x'); } catch (e) { console.log(e instanceof ParseError && [e.name, e.message, e.line].join()); }
