import { errors } from './errors.js';
/** @unsync */
export function parse(text: string): number { if (text === '') throw errors.empty; return text.length; }
