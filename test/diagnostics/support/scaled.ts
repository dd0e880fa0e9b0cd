import { factor } from '../imports-itself';
import type { Part } from '../imports-itself';

export interface Scaled {
  readonly n: number;
  readonly parts?: readonly Part[];
}

export function scale(n: number): Scaled {
  return { n: n * factor };
}
