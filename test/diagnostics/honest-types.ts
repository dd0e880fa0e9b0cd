/** @unsync */
export function compute(n: number): number {
  return n;
}

/** @unsync */
export const double = (n: number) => n * 2;

export class A {
  /** @unsync */
  static half(n: number) {
    return n / 2;
  }
}

compute(1) + 1;
double(1).toFixed();
const half: number = A.half(1);
compute('text');
compute();
export { half };

/** @unsync */
export function wrongInside(n: number): string {
  return n;
}

/** @unsync */
export function implicitAny(n) {
  return n;
}
