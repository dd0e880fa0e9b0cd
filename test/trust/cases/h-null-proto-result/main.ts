import { dict } from './tasks.js';
const d = await dict('a'); console.log('toString' in d, d['a']);
