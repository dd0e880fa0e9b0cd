import type { Money } from './money.js';
export interface Order { id: string; lines: { price: Money }[] }
/** @unsync */
export function dump(os: Order[]): string { return JSON.stringify(os); }
