import { state } from './state.js';
/** @unsync */
export function f(k: number): number { return state.n * k; }
