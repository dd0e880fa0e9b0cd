import { errors } from './errors.js';
import { parse } from './tasks.js';
const kind = await parse('').then(() => 'fine', (e: unknown) => (e === errors.empty ? 'empty' : 'other')); console.log(kind);
