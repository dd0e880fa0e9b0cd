import { make } from './errs.js';
/** @unsync */
export function f(id: number): number { throw make.notFound(id); }
