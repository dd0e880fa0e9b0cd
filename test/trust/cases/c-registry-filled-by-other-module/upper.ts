import { formats } from './reg.js';
formats.set('upper', (s) => s.toUpperCase());
