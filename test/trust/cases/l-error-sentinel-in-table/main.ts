import { errors } from './errors.js';
import { parse } from './tasks.js';
try { await parse(''); } catch (e) { console.log(e === errors.empty ? 'empty' : 'other'); }
