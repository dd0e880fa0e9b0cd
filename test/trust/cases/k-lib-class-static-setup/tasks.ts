import { Money } from './lib/money.js';
/** @unsync */
export function show(n: number): string { return `${Money.of(n)}`; }
