import { look } from './state.js';
/** @unsync */
export const task = (n: number): number => n + look();
