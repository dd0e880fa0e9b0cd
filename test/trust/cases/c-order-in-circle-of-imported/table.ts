import { two } from './shapes.js';
export const table = { two };
