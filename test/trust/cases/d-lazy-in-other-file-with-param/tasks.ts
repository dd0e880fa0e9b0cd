import { conf } from './conf.js';
/** @unsync */
export function hi(n: string): string { return conf().lang + n; }
