import { store } from './shared.js';
/** @unsync */
export function f(k: string): string { store.add(k); return k.toUpperCase(); }
