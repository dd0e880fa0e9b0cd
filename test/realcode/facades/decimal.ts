import { Decimal } from 'decimal.js';

type Unary = 'sqrt' | 'ln' | 'exp' | 'sin' | 'atan';
type Binary = 'plus' | 'times' | 'div' | 'pow' | 'mod';

/** @unsync */
export function compute(operation: Unary | Binary, a: string, b: string | undefined, precision: number): string {
  const Precise = Decimal.clone({ precision });
  const value = new Precise(a);
  return String(b === undefined ? value[operation as Unary]() : value[operation as Binary](b));
}
