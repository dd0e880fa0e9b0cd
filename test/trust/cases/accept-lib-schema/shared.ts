import { number } from './lib/schema.js';
export const schema = number();
