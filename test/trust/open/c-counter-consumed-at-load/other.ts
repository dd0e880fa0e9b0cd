import { next } from './ids.js';
export const mine = next();
