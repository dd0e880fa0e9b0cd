import { gen } from './gen.js';
export const salt = gen();
