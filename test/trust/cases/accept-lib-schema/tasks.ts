import { schema } from './shared.js';
/** @unsync */
export function f(n: number): number { return schema.parse(n) * 2; }
