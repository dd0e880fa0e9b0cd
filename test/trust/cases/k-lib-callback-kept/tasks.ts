import { onParse, parse } from './lib/hooks.js';
export const setup = (): void => onParse((s) => s.toUpperCase());
/** @unsync */
export function f(s: string): string { return parse(s); }
