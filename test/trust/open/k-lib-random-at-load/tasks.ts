import { instanceId } from './lib/id.js';
/** @unsync */
export function f(s: string): string { return s + instanceId; }
