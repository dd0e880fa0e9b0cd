import { describe } from './support/reads-early';

export const unit = 'km';
export class Distance {
  static readonly zero = new Distance(0);
  constructor(readonly n: number) {}
}

/** @unsync */
export function tell(n: number): string {
  return describe(n) + new Distance(n).n;
}
