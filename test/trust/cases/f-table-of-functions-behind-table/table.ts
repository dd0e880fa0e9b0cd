import { write } from './state.js';
export const table = { write };
